package dragoman.local.provider;

import dragoman.channel.HttpAnswer;
import java.time.Instant;

/** A provider's send API, as it answers on this machine. */
interface StandIn extends AutoCloseable {
  /** Whether the path is one of this provider's. */
  boolean takes(String path);

  /** Safe for use by several threads. */
  HttpAnswer answer(ProviderCall call, Instant now);

  /** Forgets what it was told. */
  default void clear() {}

  @Override
  default void close() {}
}
