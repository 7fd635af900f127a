/**
 * Many genuine webhooks over HTTP through the whole installation, and whether each was answered.
 */
package dragoman.local.load;
