//! Galley, a headless CMS: the map of the house. See ARCHITECTURE.md.

pub mod accounts;
pub mod activity;
pub mod app;
pub mod config;
pub mod content;
pub mod delivery;
pub mod demo;
pub mod document;
pub mod editor;
pub mod error;
pub mod frontends;
pub mod kinds;
pub mod manage;
pub mod openapi;
pub mod paths;
pub mod permission;
pub mod platform;
pub mod publishing;
pub mod router;
pub mod search;
pub mod settings;
pub mod ui;
pub mod views;
pub mod vocabulary;
pub mod weblinks;
pub mod words;
