package dev.aistreaming.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;

/** Resolves a host to those of its addresses that a filter allows. */
final class AllowedAddresses implements DnsResolver {

    private final DnsResolver all = SystemDefaultDnsResolver.INSTANCE;
    private final AddressFilter filter;

    AllowedAddresses(AddressFilter filter) {
        this.filter = filter;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = all.resolve(host);
        InetAddress[] allowed = new InetAddress[found.length];
        int count = 0;
        RuntimeException fault = null;
        for (InetAddress address : found) {
            try {
                if (filter.allows(address)) {
                    allowed[count++] = address;
                }
            } catch (RuntimeException e) {
                fault = e;
            }
        }
        if (count == 0) {
            throw refused(host, fault);
        }
        return Arrays.copyOf(allowed, count);
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return all.resolveCanonicalHostname(host);
    }

    /** A proxy given by its address is not resolved, so it is checked here. Returns {@code null} if it is allowed. */
    @Nullable
    AddressRefusedException refusal(SocketAddress remote) {
        if (!(remote instanceof InetSocketAddress socket) || socket.isUnresolved()) {
            return null;
        }
        try {
            return filter.allows(socket.getAddress()) ? null : refused(socket.getHostString(), null);
        } catch (RuntimeException e) {
            return refused(socket.getHostString(), e);
        }
    }

    private static AddressRefusedException refused(String host, @Nullable RuntimeException fault) {
        AddressRefusedException refusal =
                new AddressRefusedException("the address filter does not allow connections to " + host);
        if (fault != null) {
            refusal.initCause(fault);
        }
        return refusal;
    }
}
