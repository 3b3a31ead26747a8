package dev.aistreaming.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Translates exceptions of the HTTP client to those of the JDK, so that no other class has to know the client's. */
final class Failures {

    private Failures() {}

    static Throwable translate(Throwable failure) {
        if (failure instanceof UnknownHostException && !(failure instanceof AddressRefusedException)) {
            return withCause(new UnknownHostException("unknown host " + failure.getMessage()), failure);
        }
        if (failure instanceof SSLException && isPlaintext(failure)) {
            return new SSLException("no TLS at this address; does it speak https?", failure);
        }
        if (failure instanceof SocketTimeoutException) { // once connected, there are no timeouts of the client
            return withCause(new ConnectTimeoutException(String.valueOf(failure.getMessage())), failure);
        }
        if (failure instanceof HttpException
                || failure instanceof MessageConstraintException
                || (failure instanceof MalformedChunkCodingException
                        && !(failure instanceof TruncatedChunkException))) {
            return withCause(new ProtocolException("no valid HTTP: " + failure.getMessage()), failure);
        }
        return failure;
    }

    private static boolean isPlaintext(Throwable failure) {
        String message = failure.getMessage();
        return message != null && message.contains("nrecognized SSL message");
    }

    private static IOException withCause(IOException exception, Throwable cause) {
        exception.initCause(cause);
        return exception;
    }
}
