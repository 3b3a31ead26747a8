package dev.aistreaming.spring.web;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.servlet.AsyncHandlerInterceptor;

/**
 * Releases the {@code EntityManager} of a request that has become a stream. With {@code spring.jpa.open-in-view}, which is on by default,
 * the request would keep it and its database connection until the stream ends: ten streams would exhaust a pool of ten.
 *
 * <p>This interceptor must run before the one that opened the {@code EntityManager} unbinds it, and so has to be registered after it. The
 * last dispatch of the request gets another {@code EntityManager}, which takes a connection only if it is used.
 */
public final class OpenInViewInterceptor implements AsyncHandlerInterceptor {

    private final EntityManagerFactory factory;

    /** @param factory the factory of the {@code EntityManager} that is open in view */
    public OpenInViewInterceptor(EntityManagerFactory factory) {
        this.factory = factory;
    }

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        EntityManagerHolder holder = StreamEmitter.of(request) == null ? null : bound();
        if (holder != null && !holder.isSynchronizedWithTransaction()) {
            holder.getEntityManager().close();
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        EntityManagerHolder holder = request.getDispatcherType() == DispatcherType.ASYNC ? bound() : null;
        if (holder != null && !holder.getEntityManager().isOpen()) {
            EntityManager fresh = factory.createEntityManager(); // closed by the caller that unbinds it
            TransactionSynchronizationManager.unbindResource(factory);
            TransactionSynchronizationManager.bindResource(factory, new EntityManagerHolder(fresh));
        }
        return true;
    }

    private @Nullable EntityManagerHolder bound() {
        return TransactionSynchronizationManager.getResource(factory) instanceof EntityManagerHolder holder
                ? holder
                : null;
    }
}
