/** Whether the proof proves anything: bugs planted in the protocol, one at a time, which the campaign must find. */
package dragoman.proof.mutation;
