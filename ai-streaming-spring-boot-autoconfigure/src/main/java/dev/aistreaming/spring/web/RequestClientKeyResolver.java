package dev.aistreaming.spring.web;

import dev.aistreaming.spring.ClientKeyResolver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Uses the principal of the current request or else its remote address. Of an IPv6 address, only the first 64 bits count, because a
 * client can use any address of its network.
 */
public final class RequestClientKeyResolver implements ClientKeyResolver {

    private static final String USER = "user ";
    private static final String ADDRESS = "address ";

    static final List<String> KINDS = List.of(USER, ADDRESS);

    @Override
    public @Nullable String currentClient() {
        CurrentRequest request = CurrentRequest.get();
        if (request == null) {
            return null;
        }
        String user = request.user();
        if (user != null) {
            return USER + user;
        }
        String address = request.remoteAddress();
        return address == null ? null : ADDRESS + ClientNetwork.of(address);
    }
}
