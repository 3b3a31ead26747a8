package dev.aistreaming.spring.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Identifies the network of a client: its IPv4 address, or the /64 of its IPv6 address, because a client owns all addresses of that
 * network.
 */
final class ClientNetwork {

    /** Never contains anything that would cause a DNS lookup. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){2,7}(:?[0-9.]{7,15})?");

    private static final int NETWORK_BYTES = 8;

    private ClientNetwork() {}

    /** Anything that is not an address, such as a proxy's placeholder for a hidden one, is returned as it is. */
    static String of(String address) {
        String bare = withoutBracketsAndZone(address);
        if (!IPV6.matcher(bare).matches()) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(bare);
            // Java parses an IPv4 address within an IPv6 address as IPv4
            return parsed instanceof Inet4Address ? parsed.getHostAddress() : networkOf(parsed) + "/64";
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private static String networkOf(InetAddress address) throws UnknownHostException {
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        return InetAddress.getByAddress(bytes).getHostAddress();
    }

    private static String withoutBracketsAndZone(String address) {
        String bare =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        int zone = bare.indexOf('%');
        return zone < 0 ? bare : bare.substring(0, zone);
    }
}
