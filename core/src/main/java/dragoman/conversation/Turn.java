package dragoman.conversation;

/** One step of a conversation: what was decided, and the conversation as it stands after. */
public record Turn(Decision decision, Conversation next) {}
