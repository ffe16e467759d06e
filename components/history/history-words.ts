import {
  CircleAlert,
  CircleCheck,
  CircleHelp,
  LoaderCircle,
  type LucideIcon,
  Split,
  Trash2,
  Undo2,
  Upload,
} from 'lucide-react'
import type { HistoryEntry, WriteAction } from '@/lib/contract/history'

interface ActionLook {
  icon: LucideIcon
  /** Before the name of the tag, once it is done: “Pushed app:1.0”. */
  word: string
  /** Of what is under way, or did not come to its end. */
  attempt: string
}

export const actionLooks: Record<WriteAction, ActionLook> = {
  push: { icon: Upload, word: 'Pushed', attempt: 'Pushing' },
  restore: { icon: Undo2, word: 'Put back', attempt: 'Putting back' },
  split: { icon: Split, word: 'Split into', attempt: 'Splitting into' },
  delete: { icon: Trash2, word: 'Deleted', attempt: 'Deleting' },
}

interface StateLook {
  icon: LucideIcon
  word: string
  className: string
  /** What to say where the server said nothing. */
  sentence?: string
}

export const stateLooks: Record<HistoryEntry['state'], StateLook> = {
  done: { icon: CircleCheck, word: 'done', className: 'text-success' },
  failed: { icon: CircleAlert, word: 'failed', className: 'text-danger', sentence: 'The registry refused it.' },
  unknown: {
    icon: CircleHelp,
    word: 'unknown',
    className: 'text-warning',
    sentence: 'It broke off, and nothing says any more how it ended.',
  },
  started: { icon: LoaderCircle, word: 'under way', className: 'text-accent' },
}

/** The repository of a reference that ends in a tag. */
export function repositoryOf(reference: string): string {
  return reference.slice(0, reference.lastIndexOf(':'))
}

/** Without the registry, as people say it. */
export function shortName(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1)
}
