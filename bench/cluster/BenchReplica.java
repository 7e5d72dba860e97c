/** A replica that lets a request through, or not. */
interface BenchReplica extends AutoCloseable {
  /** Waits until a request may go on; what is to be done when it is over. */
  Runnable ask() throws Exception;
}
