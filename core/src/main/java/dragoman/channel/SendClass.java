package dragoman.channel;

/**
 * What can be promised about a reply when the provider's answer is lost ({@code
 * docs/decisions/0005-a-reply-that-ends-badly-is-an-event.md}).
 */
public enum SendClass {
  /** The far side refuses a second copy: send again with the same key; exactly one arrives. */
  IDEMPOTENT,
  /** The far side reports what arrived: wait for the report, then send once more. */
  RECEIPT,
  /** Neither: never send again by ourselves; a person decides. */
  BLIND
}
