package dev.aistreaming.spring.guide;

import org.springframework.data.jpa.repository.JpaRepository;

interface SavedAnswerRepository extends JpaRepository<SavedAnswer, Long> {}
