/** Puts the embedded services, the functions, the stand-ins and the inspection together. */
package dragoman.local.installation;
