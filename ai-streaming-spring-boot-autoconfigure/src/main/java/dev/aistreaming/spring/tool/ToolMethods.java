package dev.aistreaming.spring.tool;

import dev.aistreaming.spring.AiTool;
import dev.aistreaming.tool.ToolBinding;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.json.JsonMapper;

/** Finds the annotated methods of beans by their types, without creating a bean. */
final class ToolMethods {

    private final ConfigurableListableBeanFactory beans;
    private final List<ToolMethod> found = new ArrayList<>();
    private @Nullable ToolBinding binding;

    private ToolMethods(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    static List<ToolMethod> find(ConfigurableListableBeanFactory beans) {
        ToolMethods methods = new ToolMethods(beans);
        for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
            if (!ScopedProxyUtils.isScopedTarget(name)) {
                methods.findIn(name);
            }
        }
        return methods.found;
    }

    private void findIn(String bean) {
        Class<?> target = target(bean);
        if (target == null || !AnnotationUtils.isCandidateClass(target, AiTool.class)) {
            return;
        }
        MetadataLookup<AiTool> lookup = method -> AnnotatedElementUtils.findMergedAnnotation(method, AiTool.class);
        Map<Method, AiTool> annotated = MethodIntrospector.selectMethods(target, lookup);
        annotated.forEach((method, annotation) ->
                found.add(new ToolMethod(bean, target, method, annotation, () -> invocable(bean, method), binding())
                        .checked(beans.getType(bean, false))));
    }

    /** The class behind a proxy is known best after the bean has been created. */
    private @Nullable Class<?> target(String bean) {
        Object made = beans.containsSingleton(bean) ? beans.getSingleton(bean) : null;
        return made == null || made instanceof FactoryBean<?>
                ? AutoProxyUtils.determineTargetClass(beans, bean)
                : AopUtils.getTargetClass(made);
    }

    private ToolMethod.Invocable invocable(String name, Method method) {
        Object bean = beans.getBean(name);
        Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
        ReflectionUtils.makeAccessible(invocable); // the class may be package-private
        return new ToolMethod.Invocable(bean, invocable);
    }

    /** Created only if there is a method, because it needs optional libraries. */
    private ToolBinding binding() {
        ToolBinding known = binding;
        if (known == null) {
            known = new ToolBinding(beans.getBeanProvider(JsonMapper.class).getIfAvailable(JsonMapper::new));
            binding = known;
        }
        return known;
    }
}
