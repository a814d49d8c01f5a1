import { expect, test } from 'vitest'
import { dataVersion } from './version.js'

test('the version is one of semver', () => expect(dataVersion()).toMatch(/^\d+\.\d+\.\d+$/))
