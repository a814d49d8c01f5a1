import { expect, test } from 'vitest'
import { portfolioVersion } from './version.js'

test('the version is one of semver', () => expect(portfolioVersion()).toMatch(/^\d+\.\d+\.\d+$/))
