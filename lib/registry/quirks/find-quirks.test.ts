import { describe, expect, it } from 'vitest'
import { findQuirks, products } from './find-quirks'

describe('findQuirks', () => {
  it.each([
    ['docker.io', 'Docker Hub'],
    ['ghcr.io', 'GitHub Container Registry'],
    ['quay.io', 'Quay'],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'Amazon ECR'],
    ['123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com', 'Amazon ECR'],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', 'Amazon ECR'],
    ['123456789012.dkr-ecr.eu-west-1.on.aws', 'Amazon ECR'],
    ['public.ecr.aws', 'Amazon ECR Public'],
    ['gcr.io', 'Google Artifact Registry'],
    ['eu.gcr.io', 'Google Artifact Registry'],
    ['europe-west1-docker.pkg.dev', 'Google Artifact Registry'],
    ['contoso.azurecr.io', 'Azure Container Registry'],
    ['registry.gitlab.com', 'GitLab'],
    ['codeberg.org', 'Codeberg'],
    ['company.jfrog.io', 'Artifactory'],
    ['registry.k8s.io', 'registry.k8s.io'],
  ])('%s is %s', (registry, name) => {
    expect(findQuirks(registry)?.name).toBe(name)
  })

  it.each([
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example',
    'evil123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    'x.123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    'evil-gcr.io',
    'gcr.io.evil.example',
    'docker.pkg.dev.evil.example',
    'a.b.azurecr.io',
    'notghcr.io',
    'localhost:5000',
  ])('%s is nobody that is known', (registry) => {
    expect(findQuirks(registry)).toBeUndefined()
  })

  it('gives somebody’s own installation not the hosts of the public one', () => {
    for (const product of products) {
      const quirks = findQuirks('registry.example', product)
      expect(quirks?.name).toBeTruthy()
      expect([quirks?.apiHost, quirks?.realmOrigin]).toEqual([undefined, undefined])
    }
  })
})
