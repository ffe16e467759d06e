import { describe, expect, it } from 'vitest'
import { signInHint } from './sign-in-hint'

const usual = signInHint('registry.example.com').sentence

describe('signInHint', () => {
  it.each([
    ['docker.io', /Docker ID/, undefined],
    ['ghcr.io', /read:packages to look, write:packages to push/, undefined],
    ['quay.io', /robot account/, undefined],
    ['registry.gitlab.com', /deploy token/, undefined],
    ['registry.gitlab.example.org:5050', /deploy token/, undefined],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', /12 hours/, 'AWS'],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', /12 hours/, 'AWS'],
    ['123456789012.dkr-ecr.eu-west-1.on.aws', /12 hours/, 'AWS'],
    ['public.ecr.aws', /ecr-public/, 'AWS'],
    ['team.azurecr.io', /az acr login/, '00000000-0000-0000-0000-000000000000'],
    ['eu.gcr.io', /_json_key/, 'oauth2accesstoken'],
    ['europe-west3-docker.pkg.dev', /gcloud/, 'oauth2accesstoken'],
  ])('%s', (registry, sentence, username) => {
    expect(signInHint(registry).sentence).toMatch(sentence)
    expect(signInHint(registry).username).toBe(username)
  })

  it.each([
    'localhost:5000',
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example',
    'x.123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    'ghcr.io.evil.example',
    'ghcr.io:5000',
    'team.azurecr.io.evil.example',
    'notgitlab.example.com',
  ])('%s is none of those that are known by name', (registry) => {
    expect(signInHint(registry)).toEqual({ sentence: usual })
  })
})
