/** What people type: one class for each command. */
package dragoman.local.command;
