import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Something that answers the requests of a measure.
 *
 * @param name how the table calls it
 * @param port on the loopback address
 * @param path of the request
 * @param body file with the body of the request
 * @param bytes the whole request as it goes over the wire
 */
record Contender(String name, int port, String path, Path body, byte[] bytes) {
  static Contender of(String name, int port, String path, Path body) throws java.io.IOException {
    byte[] content = java.nio.file.Files.readAllBytes(body);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\n"
            + "Content-Type: application/json\r\n"
            + "Authorization: Bearer bench\r\n"
            + "Content-Length: "
            + content.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] whole = java.util.Arrays.copyOf(start, start.length + content.length);
    System.arraycopy(content, 0, whole, start.length, content.length);
    return new Contender(name, port, path, body, whole);
  }
}
