mod cmd;
mod contract;
mod expected;
mod hostile;
mod layers;
mod properties;
mod support;
mod words;
