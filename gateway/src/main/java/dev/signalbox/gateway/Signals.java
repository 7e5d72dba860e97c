package dev.signalbox.gateway;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals by which a process is told to read its configuration anew, or to end.
 *
 * <p>The only interface the JDK has for signals is {@code sun.misc.Signal}, which not every Java
 * machine has and whose use the compiler warns of beyond any way to say that it is wanted; so it is
 * looked up when it is needed.
 */
final class Signals {
  private static final Logger log = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /**
   * Runs {@code task} on each signal of this name, where the system and the Java machine have it.
   *
   * @param name without {@code SIG}
   */
  static void on(String name, Runnable task) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object taking =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> answer(task, self, method));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), taking);
    } catch (ReflectiveOperationException _) {
      log.info("there is no SIG{} here", name);
    }
  }

  private static Object answer(Runnable task, Object self, Method method) {
    return switch (method.getName()) {
      case "handle" -> {
        task.run();
        yield self; // the method returns nothing, and what is given here is thrown away
      }
      case "hashCode" -> System.identityHashCode(self);
      case "equals" -> false;
      default -> Signals.class.getName();
    };
  }
}
