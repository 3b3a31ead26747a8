package dev.aistreaming.recording;

import dev.aistreaming.http.AddressRefusedException;
import dev.aistreaming.http.ConnectTimeoutException;
import dev.aistreaming.http.MalformedContentException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * Why there was no response, or why it broke off: the exception types that an {@link dev.aistreaming.http.ExchangeListener} can
 * receive.
 */
public enum Break {
    /** Connecting took too long. */
    CONNECT_TIMEOUT(ConnectTimeoutException.class, ConnectTimeoutException::new),
    /** The connection was refused. */
    CONNECT(ConnectException.class, ConnectException::new),
    /** The application does not allow any of the addresses. */
    ADDRESS_REFUSED(AddressRefusedException.class, AddressRefusedException::new),
    /** The host has no address. */
    UNKNOWN_HOST(UnknownHostException.class, UnknownHostException::new),
    /** TLS failed. */
    TLS(SSLException.class, SSLException::new),
    /** The response is not valid HTTP. */
    PROTOCOL(ProtocolException.class, ProtocolException::new),
    /** The content coding could not be decoded. */
    CODING(MalformedContentException.class, MalformedContentException::new),
    /** The connection broke. */
    CONNECTION(Throwable.class, IOException::new);

    private final Class<? extends Throwable> type;

    @SuppressWarnings("ImmutableEnumChecker") // constructors have no state
    private final Function<String, Throwable> constructor;

    Break(Class<? extends Throwable> type, Function<String, Throwable> constructor) {
        this.type = type;
        this.constructor = constructor;
    }

    static Break of(Throwable cause) {
        for (Break each : values()) {
            if (each.type.isInstance(cause)) {
                return each;
            }
        }
        return CONNECTION;
    }

    /** The exception for the listener when the recording is replayed. */
    public Throwable toThrowable(String message) {
        return constructor.apply(message);
    }
}
