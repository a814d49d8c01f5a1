import { expect, test } from 'vitest'
import { riskVersion } from './version.js'

test('the version is one of semver', () => expect(riskVersion()).toMatch(/^\d+\.\d+\.\d+$/))
