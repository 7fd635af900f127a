package dragoman.card;

/** What a look into a channel's history told of a card that may have been posted. */
public sealed interface Search {

  /** It was posted. */
  record Found(String ts) implements Search {}

  /** It was not posted since the time asked for. */
  record Absent() implements Search {}

  /** Not on this page; ask for the next one with this cursor. */
  record More(String cursor) implements Search {}

  /** The history could not be read, so nothing is known. */
  record Unread(SlackAnswer why) implements Search {}
}
