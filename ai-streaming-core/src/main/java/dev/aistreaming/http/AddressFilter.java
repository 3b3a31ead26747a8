package dev.aistreaming.http;

import java.net.InetAddress;

/**
 * Decides to which addresses connections are allowed. It is called on the connecting thread with the very address that is about to
 * be used, so it cannot be bypassed by a host name that suddenly resolves to another address. If there is a proxy, it is called
 * with the proxy's address.
 */
@FunctionalInterface
public interface AddressFilter {

    /**
     * Whether a connection to this address is allowed. An exception counts as a refusal.
     *
     * @param address an address of the host of a provider or proxy
     */
    boolean allows(InetAddress address);
}
