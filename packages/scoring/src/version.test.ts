import { expect, test } from 'vitest'
import { scoringVersion } from './version.js'

test('the version is one of semver', () => expect(scoringVersion()).toMatch(/^\d+\.\d+\.\d+$/))
