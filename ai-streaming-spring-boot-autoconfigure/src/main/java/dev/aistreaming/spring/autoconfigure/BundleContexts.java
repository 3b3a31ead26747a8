package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.spring.provider.ReloadableSslContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

/** TLS with the SSL bundles of the application. There is one context per bundle, which is updated if the bundle is reloaded. */
final class BundleContexts {

    private record Tls(
            ReloadableSslContext context, @Nullable SSLParameters parameters) {}

    private final @Nullable SslBundles bundles;
    private final Map<String, Tls> byName = new ConcurrentHashMap<>();
    private final Map<SslBundle, Tls> unnamed = new ConcurrentHashMap<>();

    BundleContexts(@Nullable SslBundles bundles) {
        this.bundles = bundles;
    }

    /** Returns these settings with the bundle of this name. */
    HttpSettings apply(String bundle, String key, HttpSettings settings) {
        Tls tls = byName.computeIfAbsent(bundle, name -> load(name, key));
        return settings.withSslContext(tls.context()).withSslParameters(tls.parameters());
    }

    /** Returns these settings with an unnamed bundle, which cannot be reloaded. */
    HttpSettings apply(SslBundle bundle, HttpSettings settings) {
        Tls tls = unnamed.computeIfAbsent(
                bundle, one -> new Tls(new ReloadableSslContext(one.createSslContext()), parameters(one.getOptions())));
        return settings.withSslContext(tls.context()).withSslParameters(tls.parameters());
    }

    private Tls load(String name, String key) {
        List<String> known = bundles == null ? List.of() : bundles.getBundleNames();
        if (bundles == null || !known.contains(name)) {
            throw new InvalidSettingException(
                    key + " is '" + name + "', which is not an SSL bundle.",
                    "Configure spring.ssl.bundle.pem." + name + " or spring.ssl.bundle.jks." + name
                            + (known.isEmpty() ? "." : ", or set it to one of " + known + "."));
        }
        try {
            SslBundle bundle = bundles.getBundle(name);
            ReloadableSslContext context = new ReloadableSslContext(bundle.createSslContext());
            bundles.addBundleUpdateHandler(name, newer -> context.reload(newer.createSslContext()));
            return new Tls(context, parameters(bundle.getOptions()));
        } catch (NoSuchSslBundleException | IllegalStateException | IllegalArgumentException e) {
            throw new InvalidSettingException(
                    key + " is '" + name + "', an SSL bundle that cannot be loaded: " + e.getMessage(),
                    "Correct its settings under spring.ssl.bundle.",
                    e);
        }
    }

    private static @Nullable SSLParameters parameters(SslOptions options) {
        return options.isSpecified() ? new SSLParameters(options.getCiphers(), options.getEnabledProtocols()) : null;
    }
}
