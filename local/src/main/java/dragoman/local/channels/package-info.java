/** The page that says what each channel can do, made of what the channels say themselves. */
package dragoman.local.channels;
