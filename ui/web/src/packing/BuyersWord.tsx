import { MessageSquareText } from 'lucide-react'
import type { PackView } from '../shared/floor/views'

/** What the buyer asked of the packer. */
export function BuyersWord({ comment }: { comment: NonNullable<PackView['comment']> }) {
  return (
    <section className="pk-say">
      <MessageSquareText size={24} aria-hidden />
      <p>
        «{comment.text}» {comment.from && <small>{comment.from}</small>}
      </p>
    </section>
  )
}
