package dragoman.proof.load;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process holds. */
final class Process {
  private Process() {}

  static LoadReport.Mark mark(long messages) {
    System.gc();
    System.gc();
    var retained = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    var threads = ManagementFactory.getThreadMXBean().getThreadCount();
    var handles =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : -1;
    return new LoadReport.Mark(messages, retained, threads, handles);
  }
}
