package dragoman.pipeline;

import dragoman.pipeline.Doors.Letter;
import dragoman.pipeline.Doors.Queues;
import java.util.ArrayList;
import java.util.List;

/**
 * Letters packed into as few calls as the queue's limits allow, order kept. Bodies are ASCII, so
 * characters are bytes.
 */
final class Packets {
  private Packets() {}

  static List<List<Letter>> of(List<Letter> letters) {
    var packets = new ArrayList<List<Letter>>();
    var packet = new ArrayList<Letter>();
    var bytes = 0;
    for (var letter : letters) {
      if (packet.size() == Queues.MAX_LETTERS
          || bytes + letter.body().length() > Queues.MAX_BYTES) {
        packets.add(List.copyOf(packet));
        packet.clear();
        bytes = 0;
      }
      packet.add(letter);
      bytes += letter.body().length();
    }
    if (!packet.isEmpty()) {
      packets.add(List.copyOf(packet));
    }
    return packets;
  }
}
