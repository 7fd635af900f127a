/** Stand-ins for the providers' send APIs, and the record of every call made to one. */
package dragoman.local.provider;
