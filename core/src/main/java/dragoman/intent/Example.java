package dragoman.intent;

/** One example phrase of an intent, as the guide's authors wrote it. */
public record Example(String intent, String language, String text) {}
