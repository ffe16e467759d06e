'use client'
import { useMemo } from 'react'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { formatRepository, parseReference, type Repository } from '@/lib/oci/reference'
import { forgetImages, useRecentImages } from './recent-images'
import { rememberedList } from './remembered-list'

const repositories = rememberedList('archipelago.repositories', 60)
const registries = rememberedList('archipelago.registries', 12)
const catalogs = rememberedList('archipelago.catalogs', 12)

/** `host/name`, canonical. */
export const rememberRepository = repositories.remember

/** `host` or `host:port`, canonical. */
export const rememberRegistry = registries.remember

/** Registries that have shown the list of their repositories, newest first. */
export const rememberCatalog = catalogs.remember
export const useSeenCatalogs = catalogs.useItems

export function forgetVisits(): void {
  forgetImages()
  repositories.forget()
  registries.forget()
  catalogs.forget()
}

function readRepository(text: string): Repository[] {
  try {
    return [parseReference(text)]
  } catch (error) {
    if (error instanceof InvalidReferenceError) return []
    throw error
  }
}

/** Visited themselves or by an image of theirs, newest first. */
export function useVisitedRepositories(): Repository[] {
  const visited = repositories.useItems()
  const images = useRecentImages()
  return useMemo(() => {
    const found = [...visited, ...images].flatMap(readRepository)
    return [...new Map(found.map((repository) => [formatRepository(repository), repository])).values()]
  }, [visited, images])
}

/** Visited themselves or by anything kept there, newest first. */
export function useVisitedRegistries(): string[] {
  const visited = registries.useItems()
  const found = useVisitedRepositories()
  return useMemo(() => [...new Set([...visited, ...found.map(({ registry }) => registry)])], [visited, found])
}
