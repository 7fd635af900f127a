/**
 * How each provider says it: one file is one provider is one door. Channels know {@code message}
 * and never each other.
 */
package dragoman.channel;
