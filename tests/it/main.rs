mod cmd;
mod contract;
mod hostile;
mod layers;
mod properties;
mod support;
mod words;
