/** Erasing a person from an installation: the function's work, and what lies with dead letters. */
package dragoman.local.erasure;
