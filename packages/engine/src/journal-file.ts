// @bourse/engine/journal-file: a journal in one file. Node only.
export { type FileJournal, type FileJournalOptions, openJournalFile } from './journal-file/openJournalFile.js'
