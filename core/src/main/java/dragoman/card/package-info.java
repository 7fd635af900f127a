/**
 * What managers see in Slack: one living card per escalation, and the calls that put it there.
 * Knows {@code message} and {@code conversation}, and from {@code channel} only what an HTTP call
 * is.
 */
package dragoman.card;
