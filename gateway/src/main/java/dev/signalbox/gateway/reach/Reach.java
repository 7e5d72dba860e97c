package dev.signalbox.gateway.reach;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Where an address leads to, by the registries of special addresses (<a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a>, <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a>).
 */
public enum Reach {
  /** The internet. */
  PUBLIC,
  /** This machine or an inner network. */
  PRIVATE,
  /**
   * Nowhere that is anybody's service: link-local with the clouds' metadata, multicast, reserved.
   */
  NEVER;

  private static final List<Block> NEVER_BLOCKS =
      List.of(
          Block.of("0.0.0.0", 8),
          Block.of("100.100.100.200", 32), // metadata of Alibaba Cloud
          Block.of("169.254.0.0", 16),
          Block.of("192.0.0.0", 24),
          Block.of("192.0.2.0", 24),
          Block.of("192.88.99.0", 24),
          Block.of("198.18.0.0", 15),
          Block.of("198.51.100.0", 24),
          Block.of("203.0.113.0", 24),
          Block.of("224.0.0.0", 3),
          Block.of("fd00:ec2::254", 128), // metadata of AWS
          Block.of("2001::", 23), // Teredo and other protocols
          Block.of("2001:db8::", 32),
          Block.of("3fff::", 20));

  private static final List<Block> PRIVATE_BLOCKS =
      List.of(
          Block.of("10.0.0.0", 8),
          Block.of("100.64.0.0", 10),
          Block.of("127.0.0.0", 8),
          Block.of("172.16.0.0", 12),
          Block.of("192.168.0.0", 16),
          Block.of("::1", 128),
          Block.of("fc00::", 7));

  /** All that is routed in the internet is below this block. */
  private static final Block UNICAST = Block.of("2000::", 3);

  /** IPv6 addresses that carry an IPv4 address, and where: it decides. */
  private static final List<Carrier> CARRIERS =
      List.of(
          new Carrier(Block.of("64:ff9b::", 96), 12), // NAT64
          new Carrier(Block.of("2002::", 16), 2)); // 6to4

  /** Addresses that begin with the same {@code bits}. */
  private record Block(List<Byte> start, int bits) {
    static Block of(String address, int bits) {
      return new Block(bytes(InetAddress.ofLiteral(address).getAddress()), bits);
    }

    boolean holds(byte[] address) {
      if (address.length != start.size()) {
        return false;
      }
      for (int bit = 0; bit < bits; bit += 8) {
        int shift = Math.max(0, 8 - (bits - bit));
        if ((address[bit / 8] & 0xff) >> shift != (start.get(bit / 8) & 0xff) >> shift) {
          return false;
        }
      }
      return true;
    }

    private static List<Byte> bytes(byte[] address) {
      Byte[] boxed = new Byte[address.length];
      Arrays.setAll(boxed, i -> address[i]);
      return List.of(boxed);
    }
  }

  private record Carrier(Block block, int offset) {}

  /** Where {@code address} leads to. */
  public static Reach of(InetAddress address) {
    return of(address.getAddress());
  }

  private static Reach of(byte[] address) {
    for (Carrier carrier : CARRIERS) {
      if (carrier.block().holds(address)) {
        return of(Arrays.copyOfRange(address, carrier.offset(), carrier.offset() + 4));
      }
    }
    if (isIn(NEVER_BLOCKS, address)) {
      return NEVER;
    }
    if (isIn(PRIVATE_BLOCKS, address)) {
      return PRIVATE;
    }
    return address.length == 4 || UNICAST.holds(address) ? PUBLIC : NEVER;
  }

  private static boolean isIn(List<Block> blocks, byte[] address) {
    return blocks.stream().anyMatch(block -> block.holds(address));
  }
}
