/** The doctor: whether an endpoint and its accounts are set up so that nothing gets lost. */
package dragoman.local.doctor;
