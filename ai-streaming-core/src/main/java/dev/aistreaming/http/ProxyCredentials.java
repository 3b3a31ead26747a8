package dev.aistreaming.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The user name and password for a proxy, sent with the Basic scheme.
 *
 * @param user the name, without a colon
 * @param password the password
 */
public record ProxyCredentials(String user, String password) {

    String authorization() {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "ProxyCredentials[user=" + user + "]";
    }
}
