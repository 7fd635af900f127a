/** What is wanted, how sure, or "I do not know". Knows {@code message}. */
package dragoman.intent;
