package dev.aistreaming.http;

import java.net.InetAddress;

/**
 * Says which addresses may be connected to. It is asked on the thread that connects, with the very address that is connected to, so
 * that a name which suddenly leads elsewhere does not get past it; with a proxy, about the proxy's.
 */
@FunctionalInterface
public interface AddressFilter {

    /**
     * Whether this address may be connected to. An exception is a refusal.
     *
     * @param address an address that the name of a provider, or of a proxy, leads to
     */
    boolean allows(InetAddress address);
}
