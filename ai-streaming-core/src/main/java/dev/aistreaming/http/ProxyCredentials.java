package dev.aistreaming.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who we are to a proxy that asks, by the scheme Basic.
 *
 * @param user the name; holds no colon
 * @param password the password
 */
public record ProxyCredentials(String user, String password) {

    String authorization() {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ProxyCredentials[user=" + user + "]";
    }
}
