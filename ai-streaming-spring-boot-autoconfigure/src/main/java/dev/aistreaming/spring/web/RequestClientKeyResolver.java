package dev.aistreaming.spring.web;

import dev.aistreaming.spring.ClientKeyResolver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The principal of the request under way, else its remote address. Of an IPv6 address the first 64 bits count: whoever has one
 * network may take a new address for each request.
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
