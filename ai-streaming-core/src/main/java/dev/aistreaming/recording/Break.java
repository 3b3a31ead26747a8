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

/** How there was no answer, or how it broke off: by the types that an {@link dev.aistreaming.http.ExchangeListener} is told. */
public enum Break {
    /** No connection in time. */
    CONNECT_TIMEOUT(ConnectTimeoutException.class, ConnectTimeoutException::new),
    /** A connection that was refused. */
    CONNECT(ConnectException.class, ConnectException::new),
    /** No address that the application allows. */
    ADDRESS_REFUSED(AddressRefusedException.class, AddressRefusedException::new),
    /** No address. */
    UNKNOWN_HOST(UnknownHostException.class, UnknownHostException::new),
    /** No TLS. */
    TLS(SSLException.class, SSLException::new),
    /** No HTTP. */
    PROTOCOL(ProtocolException.class, ProtocolException::new),
    /** A content coding that cannot be undone. */
    CODING(MalformedContentException.class, MalformedContentException::new),
    /** A connection that broke. */
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

    /** What the listener is told when it happens again. */
    public Throwable toThrowable(String message) {
        return constructor.apply(message);
    }
}
