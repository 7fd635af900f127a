/** The state machine of a conversation, pure: state, event, policy and time in; decision out. */
package dragoman.conversation;
