package dev.signalbox.gateway.protect;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/**
 * What this process has in use, by what the JVM and Netty say. The heap is that after the latest
 * collection: what is garbage meanwhile says nothing.
 */
public final class ProcessMeter implements Usage.Meter {
  private static final int WHOLE = 100;

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final List<MemoryPoolMXBean> heap =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();
  private final List<BufferPoolMXBean> buffers =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(pool -> pool.getName().equals("direct"))
          .toList();

  @Override
  public Usage read() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? new Usage(
            heapPercent(),
            directPercent(),
            Math.max(0, system.getOpenFileDescriptorCount()),
            Math.max(0, system.getMaxFileDescriptorCount()))
        : new Usage(heapPercent(), directPercent(), 0, 0);
  }

  @Override
  public void collect() {
    System.gc();
  }

  private int heapPercent() {
    long used = 0;
    for (MemoryPoolMXBean pool : heap) {
      MemoryUsage kept = pool.getCollectionUsage();
      used += kept == null ? 0 : kept.getUsed();
    }
    return percent(used, memory.getHeapMemoryUsage().getMax());
  }

  /** Netty's own memory is not in the JVM's pool, and has a bound of its own. */
  private int directPercent() {
    long used = buffers.stream().mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    return Math.max(
        percent(used, PlatformDependent.estimateMaxDirectMemory()),
        percent(PlatformDependent.usedDirectMemory(), PlatformDependent.maxDirectMemory()));
  }

  private static int percent(long used, long most) {
    return used <= 0 || most <= 0 ? 0 : (int) Math.min(WHOLE, used * WHOLE / most);
  }
}
