import { expect, test } from 'vitest'
import { simVersion } from './version.js'

test('the version is one of semver', () => expect(simVersion()).toMatch(/^\d+\.\d+\.\d+$/))
