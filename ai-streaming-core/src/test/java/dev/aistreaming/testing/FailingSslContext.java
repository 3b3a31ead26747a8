package dev.aistreaming.testing;

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** A context that makes engines for as long as there is memory. */
public final class FailingSslContext extends SSLContext {

    private final AtomicBoolean fails;

    public FailingSslContext() {
        this(new AtomicBoolean(), defaultContext());
    }

    private FailingSslContext(AtomicBoolean fails, SSLContext delegate) {
        super(new Spi(fails, delegate), delegate.getProvider(), delegate.getProtocol());
        this.fails = fails;
    }

    /** From now on there is none, or there is some again. */
    public void fail(boolean fails) {
        this.fails.set(fails);
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Spi extends SSLContextSpi {
        private final AtomicBoolean fails;
        private final SSLContext delegate;

        Spi(AtomicBoolean fails, SSLContext delegate) {
            this.fails = fails;
            this.delegate = delegate;
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trusted, @Nullable SecureRandom random)
                throws KeyManagementException {
            delegate.init(keys, trusted, random);
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return delegate.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return delegate.getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            if (fails.get()) {
                throw new OutOfMemoryError("as if there were none");
            }
            return delegate.createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return delegate.createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return delegate.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return delegate.getClientSessionContext();
        }
    }
}
