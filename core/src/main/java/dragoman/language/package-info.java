/** Which language a text is in, or an honest abstention. Knows {@code message}. */
package dragoman.language;
